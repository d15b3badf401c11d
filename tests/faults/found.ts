import type { Schedule } from './schedule.js';

type Step = Schedule['steps'][number];

const step = (act: Step['act'], place: Step['place'], more: Partial<Step> = {}): Step => ({
  ...{ act, place, pick: 0, fault: 'none', delay: 0, pause: 0, ...more },
});

/** The shortest schedules of those that have failed, by what became of them. */
export const FOUND: Record<string, Step[]> = {
  'a look at the device that came late took a newer write for sent': [
    step('post', 0, { pause: 600 }),
    step('kill', 1),
    step('vote', 0, { delay: 0.25, pause: 0.1875 }),
    step('post', 1, { delay: 0.75, pause: 0.4375 }),
    step('vote', 0, { delay: 0.75, pause: 0.125 }),
  ],
  'another tab sent a text that was refused': [
    step('reload', 0),
    step('post', 1),
    step('clear', 0),
    step('sign-in', 1, { pick: 4, delay: 0.8125, pause: 0.125 }),
  ],
  'a vote was dropped when somebody else signed in while an earlier one was on its way': [
    step('vote', 1, { pick: 9, pause: 0.625 }),
    step('sign-in', 0, { pick: 1, delay: 0.125 }),
    step('vote', 1, { pick: 7 }),
  ],
  'a vote that waited was lost to one that was refused in its place, as somebody else signed in': [
    step('post', 1),
    step('network-fails', 0, { pause: 600 }),
    step('vote', 1, { pick: 3 }),
    step('reload', 0, { delay: 0.25, pause: 0.5625 }),
    step('sign-in', 1, { pick: 1 }),
    step('vote', 1, { pick: 3 }),
  ],
  'a report had the id of the one that somebody else had sent from the same page': [
    step('report', 0, { pause: 600 }),
    step('sign-in', 0, { pick: 1, pause: 600 }),
    step('network-fails', 0),
    step('report', 0, { pause: 600 }),
  ],
  'a vote was not shown in a tab that another one had sent before that had read of it': [
    step('recover', 0, { fault: 'request-lost' }),
    step('post', 1),
    step('vote', 0, { delay: 1.0625 }),
    step('post', 0, { delay: 0.375, pause: 0.125 }),
    step('renew-tokens', 0, { fault: 'killed-after', delay: 0.4375, pause: 0.625 }),
    step('reload', 1, { pause: 0.1875 }),
    step('post', 0, { delay: 0.9375, pause: 0.125 }),
    step('post', 0, { delay: 1.3125, pause: 1.9375 }),
    step('report', 0, { pause: 600 }),
    step('reload', 1),
    step('post', 0, { pause: 600 }),
  ],
  'a text was lost whose call failed after the device had forgotten it, and had kept another since':
    [
      step('post', 0),
      step('network-fails', 0),
      step('clear', 0),
      step('post', 0, { pause: 0.5625 }),
      step('post', 1),
      step('post', 1),
    ],
  'nobody sent what a page had left that ended before it could tell of it': [
    step('post', 0, { pause: 600_000 }),
    step('post', 1),
    step('kill', 1),
    step('post', 0),
    step('restart', 0, { pause: 0.375 }),
    step('clear', 0, { pause: 600 }),
  ],
  'a vote was sent though it was pressed while an earlier one was being refused, and told of with that':
    [
      step('post', 1, { pause: 600 }),
      step('reload', 0, { pause: 0.625 }),
      step('sign-in', 0, { pick: 2, delay: 0.125, pause: 0.125 }),
      step('vote', 0, { pick: 3, delay: 0.6875, pause: 0.6875 }),
      step('vote', 0, { pick: 3 }),
      step('post', 0, { pause: 600 }),
      step('reload', 0),
    ],
  'an edit came back over a later one that was written while the device could not be read': [
    step('reload', 0, { fault: 'killed-after' }),
    step('post', 0),
    step('edit', 0),
    step('post', 0, { pause: 600 }),
    step('sicken', 0, { pick: 6 }),
    step('edit', 0, { pause: 600 }),
  ],
};

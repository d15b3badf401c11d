import { reportParamsSchema, reportSchema } from '../../../wire/requests.js';
import { reportExample } from '../examples.js';
import { done, type Operation } from '../operation.js';

export const reportOperations: Operation[] = [
  {
    method: 'put',
    path: '/v1/reports/{id}',
    id: 'report',
    tag: 'Reports',
    summary: 'Tells the newsroom about a comment',
    description:
      "Only an account's first report of a comment counts. Without a token where the site lets " +
      'everybody report (`PALABRE_REPORT_ACCESS`); a visitor or guest who reports illegal content ' +
      'gives notice of it.',
    token: 'optional',
    params: reportParamsSchema,
    body: { schema: reportSchema, example: reportExample },
    answers: { 204: done('It is taken.') },
    codes: ['name', 'suspended', 'unsupported', 'not-found', 'conflict', 'gone', 'empty'],
  },
];

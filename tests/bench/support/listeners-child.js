import { get } from 'node:http';

/*
 * Many readers of live events in a process of their own. Told `{url, path, connections}` it opens that
 * many, and says so; told a text, it answers when each connection had it, in milliseconds since 1970,
 * as soon as all have. An event counts once it is there as a whole.
 */

/** When each connection had a text, by the text. */
const heard = new Map();
/** Who asked for a text that not all have yet. */
let awaited;
let connections = 0;

process.on('message', (question) => {
  if (typeof question === 'string') awaited = question;
  else void open(question);
  answer();
});
process.on('disconnect', () => process.exit());

async function open({ url, path, connections: many }) {
  connections = many;
  for (let opened = 0; opened < many; opened += 1) await connect(url + path);
  process.send({ opened: many });
}

function connect(address) {
  return new Promise((resolve, reject) => {
    get(address, { agent: false }, (response) => {
      if (response.statusCode !== 200) throw new Error(`Refused with ${response.statusCode}`);
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        const end = text.lastIndexOf('\n\n');
        if (end === -1) return;
        const at = performance.timeOrigin + performance.now();
        for (const [, word] of text.slice(0, end).matchAll(/Word (\S+?)\./g)) note(word, at);
        text = text.slice(end + 2);
      });
      response.on('end', () => process.exit(1));
      resolve();
    }).on('error', reject);
  });
}

function note(word, at) {
  heard.set(word, [...(heard.get(word) ?? []), at]);
  answer();
}

function answer() {
  const times = heard.get(awaited);
  if (times?.length !== connections) return;
  process.send({ times });
  heard.delete(awaited);
  awaited = undefined;
}

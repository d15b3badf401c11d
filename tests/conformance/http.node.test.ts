import { after, describe, it } from 'node:test';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { freshDatabase, postgresMissing } from '../support/postgres.js';
import { httpHarness } from './http-harness.js';

await describeBackend(() => httpHarness(), {
  name: 'the http adapter on the reference server with PGlite',
  describe,
  it,
  after,
});

const missing = postgresMissing();
if (missing) {
  it('the http adapter on the reference server with PostgreSQL', { skip: missing }, () => {});
} else {
  const database = await freshDatabase();
  await describeBackend(() => httpHarness(database.url), {
    name: 'the http adapter on the reference server with PostgreSQL',
    describe,
    it,
    after,
  });
  after(() => database.drop());
}

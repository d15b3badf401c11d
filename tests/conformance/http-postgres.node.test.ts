import { after, it } from 'node:test';
import { freshDatabase, postgresMissing } from '../support/postgres.js';
import { describeWhole } from './describe-whole.js';

const NAME = 'the http adapter on the reference server with PostgreSQL';
const missing = postgresMissing();
if (missing) {
  it(NAME, { skip: missing }, () => {});
} else {
  const database = await freshDatabase();
  await describeWhole(NAME, database.url);
  after(() => database.drop());
}

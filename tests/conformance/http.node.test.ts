import { describeWhole } from './describe-whole.js';

await describeWhole('the http adapter on the reference server with PGlite');

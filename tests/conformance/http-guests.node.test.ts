import { describeWhole } from './describe-whole.js';

await describeWhole('the http adapter on the reference server, which takes guests', undefined, {
  PALABRE_COMMENT_ACCESS: 'guests',
});

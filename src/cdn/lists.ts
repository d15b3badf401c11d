/**
 * What a front page or a list of articles needs: the counts, the latest comments and those that
 * stand out, in a file that goes without the thread's.
 * @module
 */
import '../elements/count/define.js';
import '../elements/latest/define.js';
import '../elements/highlights/define.js';

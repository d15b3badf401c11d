/**
 * What a front page or a list of articles needs: the counts and the latest comments, in a file that
 * goes without the thread's.
 * @module
 */
import '../elements/count/define.js';
import '../elements/latest/define.js';

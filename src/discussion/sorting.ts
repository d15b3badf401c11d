import { readSort, writeSort } from '../cache/sort.js';

export { readSort, writeSort };

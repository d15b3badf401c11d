import { accountExportSchema } from '../../../wire/export.js';
import { accountParamsSchema } from '../../../wire/requests.js';
import { exportExample } from '../examples.js';
import { done, privateAnswer, type Operation } from '../operation.js';

const WHO = 'For the account itself and the role `admin`.';

export const accountOperations: Operation[] = [
  {
    method: 'delete',
    path: '/v1/accounts/{sub}',
    id: 'eraseAccount',
    tag: 'Accounts',
    summary: 'Erases an account',
    description:
      `${WHO} Its comments become tombstones; its name, picture, votes and reports go. Erasing ` +
      'what was never there is done as well.',
    token: 'required',
    params: accountParamsSchema,
    answers: { 204: done('Nothing of the person is left.') },
  },
  {
    method: 'get',
    path: '/v1/accounts/{sub}/export',
    id: 'exportAccount',
    tag: 'Accounts',
    summary: 'Hands over all that is kept of an account',
    description: WHO,
    token: 'required',
    params: accountParamsSchema,
    answers: { 200: privateAnswer('All of it.', accountExportSchema, exportExample) },
  },
];

import { z } from 'zod';
import { NOT_MODIFIED, publicAnswer, type Operation } from '../operation.js';

export const serviceOperations: Operation[] = [
  {
    method: 'get',
    path: '/v1/openapi.json',
    id: 'describe',
    tag: 'Service',
    summary: 'This document',
    token: 'none',
    answers: {
      200: publicAnswer('OpenAPI 3.1.', z.looseObject({ openapi: z.string() }), {
        openapi: '3.1.1',
      }),
      304: NOT_MODIFIED,
    },
  },
];

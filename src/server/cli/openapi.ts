import { createOpenApi } from '../openapi/document.js';
import { demandNoArguments, type Command } from './command.js';
import { say } from './output.js';

export const openapi: Command = {
  usage: `palabre openapi

Prints the API's description, OpenAPI 3.1 in JSON, as the server has it at /v1/openapi.json.
`,

  async run(args) {
    demandNoArguments('openapi', args);
    say(JSON.stringify(createOpenApi(), null, 2));
    return Promise.resolve();
  },
};

#!/usr/bin/env node
import type { Command } from './cli/command.js';
import { openapi } from './cli/openapi.js';
import { complain, sentenceOf } from './cli/output.js';
import { serve } from './cli/serve.js';
import { token } from './cli/token.js';

const COMMANDS: Record<string, Command> = { serve, token, openapi };

const usage = Object.values(COMMANDS)
  .map((command) => command.usage)
  .join('\n');

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
const asksHow = (word: string): boolean => word === '--help' || word === '-h';

if (command !== undefined && args.some(asksHow)) {
  process.stdout.write(command.usage);
} else if (command !== undefined) {
  await command.run(args).catch((error: unknown) => {
    complain(sentenceOf(error));
    process.exit(1);
  });
} else if (asksHow(name)) {
  process.stdout.write(usage);
} else {
  process.stderr.write(usage);
  process.exitCode = 1;
}

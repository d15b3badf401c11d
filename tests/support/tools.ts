import { spawnSync } from 'node:child_process';
import { findNginx } from './nginx.js';

const runs = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

/** Programs that some tests need, and how to see whether they are here. */
const TOOLS = {
  nginx: () => findNginx() !== undefined,
  systemd: () => runs('systemd-analyze', '--version'),
  yaml: () => runs('python3', '-c', 'import yaml'),
};
export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];

/** The reason to give to `skip`. */
export function toolMissing(name: ToolName): string | false {
  return !TOOLS[name]() && `no ${name} here`;
}

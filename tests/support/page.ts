import type { Browser } from 'puppeteer-core';
import { findEngines, type Engine, type EngineName } from '../browsers/find.js';
import { launchEngine } from '../browsers/launch.js';

let engines: Promise<Engine[]> | undefined;
const found = (): Promise<Engine[]> => (engines ??= findEngines());

/** The engines that a whole page can be tested in: those found that puppeteer drives. */
export async function enginesForPages(): Promise<EngineName[]> {
  return (await found()).map(({ name }) => name).filter((name) => name !== 'webkit');
}

/** A fresh browser with an empty profile. The caller closes it; it ends with the process anyway. */
export async function openBrowser(name: EngineName): Promise<Browser> {
  const engine = (await found()).find((candidate) => candidate.name === name);
  if (!engine) throw new Error(`No ${name} was found on this machine`);
  return launchEngine(engine);
}

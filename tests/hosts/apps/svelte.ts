import { mount, type Component } from 'svelte';
import type { AppProps } from './app.js';
import Article from './Article.svelte';

export function start(props: AppProps, target: HTMLElement): void {
  mount(Article as Component<AppProps>, { target, props: { ...props } });
}

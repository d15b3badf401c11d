import { createApp, ref } from 'vue';
import type { AppProps } from './app.js';

const template = `<main>
  <button @click="count += 1">Again {{ count }}</button>
  <button @click="isShown = !isShown">Toggle</button>
  <palabre-thread v-if="isShown" :backend.prop="backend" thread="k" loading="eager" lang="en"
    :page-size="30" @palabre-load="heard($event.type)">
    <p slot="footer">Footer {{ count }}</p>
  </palabre-thread>
</main>`;

export function start({ backend, heard }: AppProps, place: HTMLElement): void {
  const setup = (): object => ({ count: ref(0), isShown: ref(true), backend, heard });
  const app = createApp({ template, setup });
  app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('palabre-');
  app.mount(place);
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withPlainProperties } from './plain-properties.js';

describe('properties without decorators', () => {
  const IMPORT = `import { property, state } from "lit/decorators.js";`;

  it('are declared with the same options', () => {
    const code = [
      IMPORT,
      'import __decorate from "@oxc-project/runtime/helpers/decorate";',
      '__decorate([property()], A.prototype, "one", void 0);',
      '__decorate([property({ type: Number })], A.prototype, "two", void 0);',
      '__decorate([state()], A.prototype, "three", void 0);',
    ];
    const [declared] = withPlainProperties(code.join('\n'), 'test').trim().split('\n');
    assert.equal(
      declared,
      'A.properties = { "one": {}, "two": { type: Number }, "three": { state: true } };',
    );
  });

  it('leave other decorators alone', () => {
    const code = `import { query, state } from "lit/decorators.js";
      __decorate([query("a")], A.prototype, "one", void 0);`;
    assert.equal(withPlainProperties(code, 'test'), code);
  });
});

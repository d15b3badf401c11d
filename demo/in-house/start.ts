import { listen } from '../server/listen.js';
import { createSite } from './site.js';

const PORT = Number(process.env['PORT'] ?? 8090);

const app = createSite();
(await listen(PORT)).use((request) => app.fetch(request));
console.log(`Open http://localhost:${PORT}/?session=reader-1, or without a session as a visitor.`);

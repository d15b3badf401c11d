/** What a page's developer is told that put the script tag where nobody sees what it mounts. */
console.warn('Palabre: nobody sees a discussion whose script tag stands in the head of the page');

export {};

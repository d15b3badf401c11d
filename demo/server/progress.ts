/** One line that counts up in a terminal, and two lines in a log. */
export function progressOf(what: string): (done: number, total: number) => void {
  const { stdout } = process;
  if (!stdout.isTTY) console.log(`${what} …`);
  return (done, total) => {
    if (stdout.isTTY) stdout.write(`\r${what} … ${Math.floor((100 * done) / total)} %`);
    if (done === total) stdout.write(stdout.isTTY ? '\n' : `${what}: done\n`);
  };
}

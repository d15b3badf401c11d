/**
 * Spreads comments over the days before, in the database itself: the API gives every comment the
 * time at which it came, and nothing that could be asked of it changes that. No server may be
 * running on the folder.
 */
export async function backdate(folder: string, dates: Map<string, Date>): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create(folder);
  try {
    await database.transaction(async (tx) => {
      for (const [id, date] of dates) {
        await tx.query('update comments set created_at = $2 where id = $1', [id, date]);
      }
    });
  } finally {
    await database.close();
  }
}

-- A thread's latest comments, at any depth.
create index comments_latest_of_thread on comments (thread, created_at desc, id desc)
  where tombstone is null and status = 'published';

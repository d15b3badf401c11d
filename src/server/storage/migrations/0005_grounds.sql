-- Why moderation withdrew a comment, for its tombstone. No rule ties it to that: an older server
-- that restores the comment knows nothing of it.
alter table comments add column ground text
  check (ground in ('abuse', 'hate', 'spam', 'off-topic', 'illegal', 'other'));

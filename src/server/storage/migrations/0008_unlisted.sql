-- Who changes a comment locks its thread before it: so does this, and nobody waits crosswise.
lock table threads in exclusive mode;
--> statement-breakpoint
alter table comments drop constraint comments_status_check;
--> statement-breakpoint
-- "unlisted" is what was published, is gone with its author, and answered by nothing that is listed:
-- it stands in no list, but still among the changes.
alter table comments add constraint comments_status_check
  check (status in ('published', 'unlisted', 'pending', 'rejected'));
--> statement-breakpoint
drop index comments_by_revision;
--> statement-breakpoint
create index comments_by_revision on comments (thread, revision)
  where status in ('published', 'unlisted');
--> statement-breakpoint
create function list_comment() returns trigger language plpgsql as $$
begin
  new.status := case when new.replies > 0 then 'published' else 'unlisted' end;
  return new;
end $$;
--> statement-breakpoint
-- Also where an older server withdraws or erases.
create trigger list_comment
  before insert or update of status, tombstone, replies on comments
  for each row when (
    new.tombstone in ('author', 'account-erased') and new.status in ('published', 'unlisted')
  ) execute function list_comment();
--> statement-breakpoint
create or replace function count_comments() returns trigger language plpgsql as $$
declare
  living integer := (new.status = 'published' and new.tombstone is null)::integer;
  listed integer := (new.status = 'published')::integer;
  above uuid := new.parent;
  was text;
  becomes text;
begin
  if tg_op <> 'INSERT' then
    living := living - (old.status = 'published' and old.tombstone is null)::integer;
    listed := listed - (old.status = 'published')::integer;
  end if;
  -- What is answered by nothing any more may go with the answer, and so on upwards.
  while listed <> 0 and above is not null loop
    select status into was from comments where id = above;
    update comments set replies = replies + listed where id = above
      returning parent, status into above, becomes;
    listed := (becomes = 'published')::integer - (was = 'published')::integer;
  end loop;
  if living <> 0 or listed <> 0 then
    update threads set total = total + living, entries = entries + listed where id = new.thread;
  end if;
  return null;
end $$;
--> statement-breakpoint
update comments set status = 'unlisted'
  where status = 'published' and tombstone in ('author', 'account-erased') and replies = 0;

-- `null`: as the site does it.
alter table threads add column moderation text check (moderation in ('pre', 'post'));
--> statement-breakpoint
-- Somebody of the newsroom writes with it: only an administrator may suspend it.
alter table accounts add column team boolean not null default false;
--> statement-breakpoint
-- The salted hash by which the log speaks of an account, for as long as there is one to name.
alter table accounts add column writer text unique;
--> statement-breakpoint
-- A moderator has let it appear: reports hide it no more by themselves.
alter table comments add column cleared boolean not null default false;
--> statement-breakpoint
alter table reports add column settled_at timestamptz(3);
--> statement-breakpoint
create index reports_open on reports (comment, created_at) where settled_at is null;
--> statement-breakpoint
-- What a comment was before moderation took it off the page. There, and in every query about it,
-- is a tombstone; who restores the comment finds the rest here. It goes with its account, also
-- where an older server erases that.
create table withheld (
  comment uuid primary key references comments,
  account uuid not null references accounts on delete cascade,
  source text not null,
  body jsonb not null,
  edited_at timestamptz(3),
  picked boolean not null
);
--> statement-breakpoint
create index withheld_of_account on withheld (account);
--> statement-breakpoint
-- The moderators' queues: a comment stands in one at most.
create table reviews (
  comment uuid primary key references comments,
  thread integer not null references threads,
  account uuid not null references accounts on delete cascade,
  queue text not null check (queue in ('pending', 'reported', 'rejected')),
  holds text[] not null default '{}',
  since timestamptz(3) not null default clock_timestamp()
);
--> statement-breakpoint
create index reviews_by_queue on reviews (queue, since, comment);
--> statement-breakpoint
create index reviews_of_thread on reviews (thread, queue, since);
--> statement-breakpoint
create index reviews_of_account on reviews (account);
--> statement-breakpoint
-- By the salted hash, so that an erased account does not come back unsuspended.
create table suspensions (
  writer text primary key,
  until timestamptz(3),
  reason text not null,
  suspended_at timestamptz(3) not null default now()
);
--> statement-breakpoint
-- Who did what to what: facts, never a text or a name. Of an account it keeps the salted hash, which
-- leads nowhere once that is erased. It refers to no other table, since it outlives them.
create table audit (
  id bigint primary key generated always as identity,
  at timestamptz(3) not null default clock_timestamp(),
  actor text,
  action text not null,
  comment uuid,
  thread text,
  account text,
  detail jsonb not null default '{}'
);
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The table % is append-only.', tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger append_only before update or delete or truncate on audit
  for each statement execute function refuse_change();

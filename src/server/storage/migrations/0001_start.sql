-- One row: what makes the hashes of this site's subjects its own.
create table site (
  id boolean primary key default true check (id),
  salt text not null
);
--> statement-breakpoint
insert into site (salt) values (gen_random_uuid()::text || gen_random_uuid()::text);
--> statement-breakpoint
create table accounts (
  id uuid primary key,
  sub text not null unique,
  name text not null,
  picture text,
  badges text[] not null default '{}',
  created_at timestamptz(3) not null default now()
);
--> statement-breakpoint
-- That an account was erased, and when; of the person nothing but a salted hash.
create table erasures (
  writer text primary key,
  erased_at timestamptz(3) not null
);
--> statement-breakpoint
create table threads (
  id integer generated always as identity primary key,
  key text not null unique,
  url text not null,
  title text not null,
  title_confirmed boolean not null default false,
  closed boolean not null default false,
  authors text[] not null default '{}',
  revision integer not null default 0,
  entries integer not null default 0,
  total integer not null default 0,
  written_at timestamptz(3) not null default now()
);
--> statement-breakpoint
create index threads_authors on threads using gin (authors);
--> statement-breakpoint
-- "best" is the lower bound of the Wilson score interval at 95 % (z = 1.96) of up / (up + down):
-- E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22
-- (1927) 209-212; its use here: Evan Miller, "How Not To Sort By Average Rating" (2009).
-- z² = 3.8416, z²/2 = 1.9208, z²/4 = 0.9604. Without up votes it is 0, here without rounding
-- errors, which would put noise before time.
create table comments (
  id uuid primary key,
  thread integer not null references threads,
  parent uuid references comments,
  account uuid references accounts,
  writer text not null,
  source text,
  body jsonb,
  status text not null check (status in ('published', 'pending', 'rejected')),
  tombstone text check (tombstone in ('author', 'moderation', 'account-erased')),
  created_at timestamptz(3) not null,
  edited_at timestamptz(3),
  up integer not null default 0,
  down integer not null default 0,
  best double precision not null generated always as (
    case when up = 0 then 0 else
      ((up + 1.9208::float8) / (up + down)
        - 1.96::float8 * sqrt(up::float8 * down / (up + down) + 0.9604::float8) / (up + down))
      / (1 + 3.8416::float8 / (up + down))
    end
  ) stored,
  replies integer not null default 0,
  picked boolean not null default false,
  revision integer not null,
  check ((tombstone is null) = (account is not null)),
  check ((tombstone is null) = (source is not null)),
  check ((tombstone is null) = (body is not null))
);
--> statement-breakpoint
create index comments_by_time on comments (thread, created_at, id)
  where parent is null and status = 'published';
--> statement-breakpoint
create index comments_by_best on comments (thread, best, created_at, id)
  where parent is null and status = 'published';
--> statement-breakpoint
create index comments_by_replies on comments (thread, replies, created_at, id)
  where parent is null and status = 'published';
--> statement-breakpoint
create index replies_by_time on comments (parent, created_at, id) where status = 'published';
--> statement-breakpoint
create index replies_by_best on comments (parent, best, created_at, id)
  where status = 'published';
--> statement-breakpoint
create index comments_by_revision on comments (thread, revision) where status = 'published';
--> statement-breakpoint
create index comments_highlighted on comments
  (thread, picked desc, (up - down) desc, created_at desc, id desc)
  where tombstone is null and status = 'published' and (picked or up > 0);
--> statement-breakpoint
create index comments_latest on comments (created_at desc, id desc)
  where tombstone is null and status = 'published';
--> statement-breakpoint
create index comments_unpublished on comments (thread, created_at) where status <> 'published';
--> statement-breakpoint
create index comments_of_account on comments (account) where account is not null;
--> statement-breakpoint
create table votes (
  comment uuid not null references comments,
  account uuid not null references accounts,
  thread integer not null references threads,
  value smallint not null check (value in (1, -1)),
  voted_at timestamptz(3) not null default now(),
  primary key (comment, account)
);
--> statement-breakpoint
create index votes_of_account on votes (account, thread);
--> statement-breakpoint
create table reports (
  id uuid primary key,
  comment uuid not null references comments,
  account uuid not null references accounts,
  reason text not null,
  details text not null,
  created_at timestamptz(3) not null default now(),
  unique (comment, account)
);
--> statement-breakpoint
create index reports_of_account on reports (account);
--> statement-breakpoint
create function count_comments() returns trigger language plpgsql as $$
declare
  was_listed integer := 0;
  was_living integer := 0;
  is_listed integer := 0;
  is_living integer := 0;
begin
  if tg_op <> 'INSERT' then
    was_listed := (old.status = 'published')::integer;
    was_living := (old.status = 'published' and old.tombstone is null)::integer;
  end if;
  is_listed := (new.status = 'published')::integer;
  is_living := (new.status = 'published' and new.tombstone is null)::integer;
  if is_listed <> was_listed and new.parent is not null then
    update comments set replies = replies + is_listed - was_listed where id = new.parent;
  end if;
  if is_living <> was_living or (is_listed <> was_listed and new.parent is null) then
    update threads set
      total = total + is_living - was_living,
      entries = entries
        + case when new.parent is null then is_listed - was_listed else 0 end
    where id = new.thread;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger count_comments after insert or update of status, tombstone on comments
  for each row execute function count_comments();
--> statement-breakpoint
create function count_votes() returns trigger language plpgsql as $$
declare
  was smallint := 0;
  becomes smallint := 0;
begin
  if tg_op <> 'INSERT' then was := old.value; end if;
  if tg_op <> 'DELETE' then becomes := new.value; end if;
  update comments set
    up = up + (becomes = 1)::integer - (was = 1)::integer,
    down = down + (becomes = -1)::integer - (was = -1)::integer
  where id = case when tg_op = 'DELETE' then old.comment else new.comment end;
  return null;
end $$;
--> statement-breakpoint
create trigger count_votes after insert or update or delete on votes
  for each row execute function count_votes();

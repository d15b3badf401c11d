-- Who did how much in the window that ends at "expire" (milliseconds since 1970), as
-- rate-limiter-flexible reads it. Keys are salted hashes. Not logged: a crash may forget it.
create unlogged table limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
);

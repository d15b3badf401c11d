-- Names that look nearly the same are one: without accents, case and white space.
create function fold_name(name text) returns text
  language sql immutable strict parallel safe
  return lower(regexp_replace(normalize(name, nfkd), '[\s\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
create index accounts_by_folded_name on accounts (fold_name(name)) where sub not like 'guest:%';

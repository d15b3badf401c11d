-- `null`: a visitor's, where everybody may report.
alter table reports alter column account drop not null;
--> statement-breakpoint
-- Who gives notice of illegal content, as Article 16 of Regulation (EU) 2022/2065 asks for.
alter table reports add column notice jsonb;

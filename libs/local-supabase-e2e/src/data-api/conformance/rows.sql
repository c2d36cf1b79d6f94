-- The rows that each case starts with.
truncate lab.directors, lab.films, lab.specs, lab.actors, lab.roles, lab.addresses, lab.orders,
  lab.people, lab.items, lab.pairs, lab.no_key, lab.codes, lab.texts, lab.every_type,
  lab_other.notes restart identity cascade;

insert into lab.directors values
  (1, 'Ann', '1950-03-01'), (2, 'Bo', null), (3, 'Cy', '1970-12-31');
insert into lab.films values
  (1, 'Alpha', 1990, 7.5, 1, '{old,good}', '{"lang": "en", "cast": [{"n": "x"}, {"n": "y"}], "k.k": 1}'),
  (2, 'Beta, again', 2000, 8.0, 1, '{new}', '{"lang": "fr", "big": 9007199254740993}'),
  (3, 'Gamma "G"', null, null, 2, null, null);
insert into lab.specs values (1, '01:40:00', 'A1'), (2, '02:05:00', null);
insert into lab.actors values (1, 'Xi'), (2, 'Yo'), (3, null);
insert into lab.roles values (1, 1, 'hero'), (1, 2, 'villain'), (2, 1, 'guest');
insert into lab.addresses values (1, 'Oslo'), (2, 'Rome');
insert into lab.orders values (1, 1, 2), (2, 2, null);
insert into lab.people values (1, 'Top', null), (2, 'Mid', 1), (3, 'Low', 2);
insert into lab.items (name, qty, note, doc) values
  ('one', 1, null, '{"a": 1}'), ('two', 2, 'null', '[1, 2]'), ('three', null, 'x', '"s"');
insert into lab.pairs values (1, 1, 'old', 1);
insert into lab.no_key values (1, 'x'), (2, 'y'), (3, 'x');
insert into lab.codes values ('a b', 'L1', 'v'), ('c/d', 'L2', null), ('null', 'L3', null);
insert into lab.texts (id, body, words) values
  (1, 'the fat cats ate rats', to_tsvector('english', 'the fat cats ate rats')),
  (2, 'a thin dog', to_tsvector('english', 'a thin dog'));
insert into lab.every_type values (
  1, -3, 9007199254740993, 12345678901234567890.5000, 8.50, 0.1, 1e100, 12.34,
  true, 'é "q" \ ž', 'abc', 'ab', 'n',
  '2026-02-22', '10:11:12.5', '10:11:12+02', '2026-02-22 20:42:00.123456',
  '2026-02-22 20:42:00+02', '1 day 02:03:04', '00000000-0000-4000-8000-00000000000a',
  '\xdeadbeef', '101', '10', '10.0.0.1/24', '10.0.0.0/8', '08:00:2b:01:02:03',
  '(1,2)', '(1,1),(0,0)', '{"b" : 1,  "a":[1.50]}', '{"b": 1, "a": [1.50]}', '<a>x</a>',
  '''cat'':1', '[1,5)', '(1.5,2.5]', '["2026-01-01 00:00:00+00",)', '{[1,3),[5,7)}',
  'calm', 77, '(1,2.50)', '{1,NULL,3}', '{a,"b c",NULL,"NULL"}', '{sad,glad}',
  array[row(1, 2.50)::lab.point, row(null, null)::lab.point], array['{"a": 1}'::jsonb, 'null']
);
insert into lab.every_type (id) values (2);
insert into lab_other.notes values (1, 'elsewhere');

insert into public.products ("displayName", details) values
  ('Kettle', '{"colour": "red", "litres": 1.5}'),
  ('Pan', '{"colour": "blue"}');

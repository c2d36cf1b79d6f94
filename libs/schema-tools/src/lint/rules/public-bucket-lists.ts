import type { SchemaRule } from '../rule.ts';

export const publicBucketLists: SchemaRule = {
  id: 'public-bucket-lists',
  level: 'warning',
  advisor: '0025',
  says: 'A policy lets clients list all files of a public bucket.',
  why:
    'Clients read a file of a public bucket by its address, without a policy. The policy ' +
    'only lets everybody list the names of all files, and so find files that nobody shared.',
  wayOut: 'Drop the policy, or narrow it to the files of the caller.',
  schema: `
    select 'storage.objects.' || p.policyname as object,
      'lets ' || array_to_string(p.roles, ', ') || ' list the public ' ||
        case when p.qual = 'true' then 'buckets' else 'bucket' end || ' ' ||
        string_agg(b.id, ', ' order by b.id) as says,
      array[p.policyname::text] as words
    from pg_policies p
    join storage.buckets b on b.public and (p.qual = 'true'
      or p.qual in (format('(bucket_id = %L::text)', b.id), format('(bucket_id = %L)', b.id)))
    where p.schemaname = 'storage' and p.tablename = 'objects' and p.cmd in ('SELECT', 'ALL')
      and p.permissive = 'PERMISSIVE'
      and p.roles && array['public', 'anon', 'authenticated']::name[]
    group by p.policyname, p.roles, p.qual`,
  bad: `
    insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
    create policy "all avatars" on storage.objects for select using (bucket_id = 'avatars');`,
  good: `
    insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
    create policy "own avatars" on storage.objects for select
      using (bucket_id = 'avatars' and owner_id = (select auth.uid())::text);`,
};

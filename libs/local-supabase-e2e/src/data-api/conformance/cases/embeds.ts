import type { Case } from '../../cases.ts';
import { reads, refuses } from '../case.ts';

const ann = { name: 'Ann' };
const films = (ids: readonly number[]) => ids.map((id) => ({ id }));

export const embeds: readonly Case[] = [
  // many-to-one
  reads('/films?select=id,directors(name)&order=id', [
    { id: 1, directors: ann },
    { id: 2, directors: ann },
    { id: 3, directors: { name: 'Bo' } },
  ]),
  reads('/films?select=id,by:directors(name)&id=eq.1', [{ id: 1, by: ann }]),
  reads('/films?select=directors(*)&id=eq.1', [
    { directors: { id: 1, name: 'Ann', born: '1950-03-01' } },
  ]),
  reads('/films?select=director_id(name)&id=eq.1', [{ director_id: ann }]),
  reads('/films?select=films_director_id_fkey(name)&id=eq.1', [{ films_director_id_fkey: ann }]),
  reads('/films?select=directors!films_director_id_fkey(name)&id=eq.1', [{ directors: ann }]),
  reads('/films?select=directors!director_id(name)&id=eq.1', [{ directors: ann }]),
  reads('/films?select=directors!id(name)&id=eq.1', [{ directors: ann }]),
  reads('/orders?select=id,shipping:addresses!orders_shipping(city)&order=id', [
    { id: 1, shipping: { city: 'Rome' } },
    { id: 2, shipping: null },
  ]),
  reads('/orders?select=b:billing_id(city),s:shipping_id(city)&id=eq.1', [
    { b: { city: 'Oslo' }, s: { city: 'Rome' } },
  ]),
  reads('/orders?select=b:addresses!billing_id(city)&id=eq.2', [{ b: { city: 'Rome' } }]),
  // one-to-many
  reads('/directors?select=name,films(id)&order=id&films.order=id', [
    { name: 'Ann', films: films([1, 2]) },
    { name: 'Bo', films: films([3]) },
    { name: 'Cy', films: [] },
  ]),
  reads('/directors?select=films(id)&id=eq.1&films.order=id.desc', [{ films: films([2, 1]) }]),
  reads('/directors?select=films(id)&id=eq.1&films.order=id&films.limit=1', [
    { films: films([1]) },
  ]),
  reads('/directors?select=films(id)&id=eq.1&films.order=id&films.limit=1&films.offset=1', [
    { films: films([2]) },
  ]),
  reads('/directors?select=films(id)&id=eq.1&films.limit=0', [{ films: [] }]),
  reads('/directors?select=id,films(id)&films.year=gt.1995&order=id', [
    { id: 1, films: films([2]) },
    { id: 2, films: [] },
    { id: 3, films: [] },
  ]),
  reads('/directors?select=id,f:films(id)&f.id=eq.2&id=eq.1', [{ id: 1, f: films([2]) }]),
  reads('/directors?select=id,f:films(id)&films.id=eq.2&id=eq.1', [{ id: 1, f: films([2]) }]),
  reads('/directors?select=films(id)&films.or=(id.eq.1,id.eq.3)&id=eq.1', [{ films: films([1]) }]),
  reads('/directors?select=films(id)&films.not.or=(id.eq.1,id.eq.3)&id=eq.1', [
    { films: films([2]) },
  ]),
  reads('/addresses?select=city,orders!orders_billing(id)&order=id', [
    { city: 'Oslo', orders: films([1]) },
    { city: 'Rome', orders: films([2]) },
  ]),
  // JSON and casts in embeds
  reads('/directors?select=films(l:meta->>lang,y:year::text)&id=eq.1&films.order=id', [
    {
      films: [
        { l: 'en', y: '1990' },
        { l: 'fr', y: '2000' },
      ],
    },
  ]),
  reads('/directors?select=films(meta->lang)&id=eq.1&films.order=id', [
    { films: [{ lang: 'en' }, { lang: 'fr' }] },
  ]),
  reads('/directors?select=films(id)&films.meta->>lang=eq.fr&id=eq.1', [{ films: films([2]) }]),
  // one-to-one
  reads('/films?select=id,specs(camera)&order=id', [
    { id: 1, specs: { camera: 'A1' } },
    { id: 2, specs: { camera: null } },
    { id: 3, specs: null },
  ]),
  reads('/specs?select=films(title)&film_id=eq.1', [{ films: { title: 'Alpha' } }]),
  // many-to-many
  reads('/films?select=id,actors(name)&order=id&actors.order=id', [
    { id: 1, actors: [{ name: 'Xi' }, { name: 'Yo' }] },
    { id: 2, actors: [{ name: 'Xi' }] },
    { id: 3, actors: [] },
  ]),
  reads('/actors?select=films(id)&order=id&films.order=id', [
    { films: films([1, 2]) },
    { films: films([1]) },
    { films: [] },
  ]),
  reads('/films?select=actors!roles(name)&id=eq.2', [{ actors: [{ name: 'Xi' }] }]),
  reads('/films?select=roles(part,actors(name))&id=eq.2', [
    { roles: [{ part: 'guest', actors: { name: 'Xi' } }] },
  ]),
  reads('/films?select=id,actors(id)&actors.name=eq.Yo&id=eq.1', [{ id: 1, actors: [{ id: 2 }] }]),
  // three deep
  reads(
    '/directors?select=films(id,roles(actors(name)))&id=eq.1&films.order=id&films.roles.limit=1&films.roles.order=actor_id',
    [
      {
        films: [
          { id: 1, roles: [{ actors: { name: 'Xi' } }] },
          { id: 2, roles: [{ actors: { name: 'Xi' } }] },
        ],
      },
    ],
  ),
  reads('/directors?select=films(id,actors(id))&films.actors.id=eq.2&films.id=eq.1&id=eq.1', [
    { films: [{ id: 1, actors: [{ id: 2 }] }] },
  ]),
  // a table and itself
  reads('/people?select=name,people(name)&order=id', [
    { name: 'Top', people: [{ name: 'Mid' }] },
    { name: 'Mid', people: [{ name: 'Low' }] },
    { name: 'Low', people: [] },
  ]),
  reads('/people?select=name,manager_id(name)&order=id', [
    { name: 'Top', manager_id: null },
    { name: 'Mid', manager_id: { name: 'Top' } },
    { name: 'Low', manager_id: { name: 'Mid' } },
  ]),
  reads('/people?select=boss:manager_id(name,boss:manager_id(name))&id=eq.3', [
    { boss: { name: 'Mid', boss: { name: 'Top' } } },
  ]),
  reads('/people?select=reports:people!manager_id(name)&id=eq.1', [{ reports: [{ name: 'Mid' }] }]),
  // inner joins, and filters of parents by their embeds
  reads('/directors?select=id,films!inner(id)&films.year=gt.1995', [{ id: 1, films: films([2]) }]),
  reads('/directors?select=id,films!inner()&order=id', films([1, 2])),
  reads('/films?select=id,directors!inner(name)&directors.name=eq.Bo', [
    { id: 3, directors: { name: 'Bo' } },
  ]),
  reads('/films?select=id,specs!inner(camera)&specs.camera=eq.A1', [
    { id: 1, specs: { camera: 'A1' } },
  ]),
  reads('/directors?select=id,films!left(id)&films.year=gt.1995&id=eq.2', [{ id: 2, films: [] }]),
  reads('/directors?select=id,films!films_director_id_fkey!inner(id)&films.id=eq.3', [
    { id: 2, films: films([3]) },
  ]),
  reads('/directors?select=id,films()&films=is.null', films([3])),
  reads('/directors?select=id,films()&films=not.is.null&order=id', films([1, 2])),
  reads('/directors?select=id,films(id)&films.year=gt.1995&films=not.is.null', [
    { id: 1, films: films([2]) },
  ]),
  reads('/directors?select=id,films()&or=(films.is.null,name.eq.Bo)&order=id', films([2, 3])),
  reads('/films?select=id,specs()&specs=is.null', films([3])),
  // order by an embed of one row
  reads('/films?select=id,directors(name)&order=directors(name).desc,id', [
    { id: 3, directors: { name: 'Bo' } },
    { id: 1, directors: ann },
    { id: 2, directors: ann },
  ]),
  reads('/films?select=id,d:directors()&order=d(name).desc,id.desc', films([3, 2, 1])),
  reads('/films?select=id,specs()&order=specs(runtime).desc.nullslast', films([2, 1, 3])),
  refuses('/directors?select=id,films(id)&order=films(id)', 400, 'PGRST118', {
    message: "A related order on 'films' is not possible",
    details: "'directors' and 'films' do not form a many-to-one or one-to-one relationship",
  }),
  refuses('/films?order=directors(name)', 400, 'PGRST108', {
    message: "'directors' is not an embedded resource in this request",
    hint: "Verify that 'directors' is included in the 'select' query parameter.",
  }),
  refuses('/films?directors.name=eq.x', 400, 'PGRST108'),
  // spread
  reads('/films?select=id,...directors(name)&order=id', [
    { id: 1, name: 'Ann' },
    { id: 2, name: 'Ann' },
    { id: 3, name: 'Bo' },
  ]),
  reads('/films?select=id,...directors(director:name,born)&id=eq.1', [
    { id: 1, director: 'Ann', born: '1950-03-01' },
  ]),
  reads('/roles?select=part,...films(title,...directors(name))&film_id=eq.2', [
    { part: 'guest', title: 'Beta, again', name: 'Ann' },
  ]),
  reads('/films?select=id,...specs(camera)&id=eq.3', [{ id: 3, camera: null }]),
  reads('/directors?select=id,...films(titles:title)&films.order=id&order=id', [
    { id: 1, titles: ['Alpha', 'Beta, again'] },
    { id: 2, titles: ['Gamma "G"'] },
    { id: 3, titles: [] },
  ]),
  reads('/directors?select=id,...films(title)&films.order=id.desc&id=eq.1', [
    { id: 1, title: ['Beta, again', 'Alpha'] },
  ]),
  reads('/films?select=id,...actors(name)&id=eq.1&actors.order=id', [
    { id: 1, name: ['Xi', 'Yo'] },
  ]),
  // functions as relationships
  reads('/directors?select=name,debut(id)&order=id', [
    { name: 'Ann', debut: { id: 1 } },
    { name: 'Bo', debut: { id: 3 } },
    { name: 'Cy', debut: null },
  ]),
  reads('/directors?select=works(id)&id=eq.1', [{ works: films([1, 2]) }]),
  reads('/directors?select=works(id)&id=eq.1&works.id=eq.2', [{ works: films([2]) }]),
  reads('/directors?select=id,debut!inner(id)&debut.id=eq.3', [{ id: 2, debut: { id: 3 } }]),
  // views
  reads('/film_titles?select=title,directors(name)&id=eq.1', [{ title: 'Alpha', directors: ann }]),
  reads('/directors?select=film_titles(id)&id=eq.1&film_titles.order=id', [
    { film_titles: films([1, 2]) },
  ]),
  reads('/film_titles?select=title,director_names(name)&id=eq.3', [
    { title: 'Gamma "G"', director_names: { name: 'Bo' } },
  ]),
  reads('/films?select=director_names(name)&id=eq.1', [{ director_names: ann }]),
  reads('/film_titles?select=actors(name)&id=eq.2', [{ actors: [{ name: 'Xi' }] }]),
  // what is no relationship, or several
  refuses('/directors?select=actors(*)', 400, 'PGRST200', {
    message: "Could not find a relationship between 'directors' and 'actors' in the schema cache",
    details:
      "Searched for a foreign key relationship between 'directors' and 'actors' in the schema 'lab', but no matches were found.",
  }),
  refuses('/directors?select=film(*)', 400, 'PGRST200', {
    hint: "Perhaps you meant 'films' instead of 'film'.",
  }),
  refuses('/films?select=directors!nope(*)', 400, 'PGRST200', {
    details:
      "Searched for a foreign key relationship between 'films' and 'directors' using the hint 'nope' in the schema 'lab', but no matches were found.",
    hint: null,
  }),
  refuses('/orders?select=addresses(*)', 300, 'PGRST201', {
    message:
      "Could not embed because more than one relationship was found for 'orders' and 'addresses'",
    details: [
      {
        cardinality: 'many-to-one',
        embedding: 'orders with addresses',
        relationship: 'orders_billing using orders(billing_id) and addresses(id)',
      },
      {
        cardinality: 'many-to-one',
        embedding: 'orders with addresses',
        relationship: 'orders_shipping using orders(shipping_id) and addresses(id)',
      },
    ],
    hint: "Try changing 'addresses' to one of the following: 'addresses!orders_billing', 'addresses!orders_shipping'. Find the desired relationship in the 'details' key.",
  }),
  refuses('/addresses?select=orders(*)', 300, 'PGRST201', {
    details: [
      {
        cardinality: 'one-to-many',
        embedding: 'addresses with orders',
        relationship: 'orders_billing using addresses(id) and orders(billing_id)',
      },
      {
        cardinality: 'one-to-many',
        embedding: 'addresses with orders',
        relationship: 'orders_shipping using addresses(id) and orders(shipping_id)',
      },
    ],
  }),
  refuses('/films?select=directors(nope)', 400, '42703', {
    message: 'column directors_1.nope does not exist',
  }),
];

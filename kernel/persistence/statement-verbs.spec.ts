import { describe, expect, it } from 'vitest';
import { statementVerbs } from './statement-verbs.ts';

describe('the verbs of an SQL text', () => {
  it.each<[string, string[]]>([
    ['select 1', ['select']],
    [' ( select 1 ) union select 2 ;; Update t set "role" = ? ; ', ['select', 'update']],
    ['select \'a; set role b\', "c; set role d", $x$; set role e $$ ; $x$, $$; do$$', ['select']],
    ["select 'it''s'; set role x", ['select', 'set']],
    ["select E'it\\'s; set role x'", ['select']],
    ["select 'back\\'; set role x", ['select', 'set']],
    ["select namee'\\'; set role x", ['select', 'set']],
    ["select U&'\\'; set role x", ['select', 'set']],
    ['select a$b$; set role x; select c$b$', ['select', 'set', 'select']],
    ['select $1; set role x; select $1', ['select', 'set', 'select']],
    ['/* a /* b */ ; set role x */ select 1 -- ; set role y\n; reset role', ['select', 'reset']],
    ['select 1 -- a\rreset role', ['select']],
    ['set /* /* */ */ role x', ['set']],
    ['"set" role x', ['']],
    ['', []],
  ])('are those that PostgreSQL would run: %j', (sql, verbs) => {
    expect(statementVerbs(sql)).toEqual(verbs);
  });

  it.each([
    "select 'a",
    'select "a',
    'select 1 /* /* */',
    'select $a$ $b$',
    "select E'a\\'",
    "select E'a'\n'\\''; set role x; --'",
  ])('are not guessed at: %j', (sql) => {
    expect(statementVerbs(sql)).toBeNull();
  });
});

"""A made-up matrix in which each fact is said by some posters and not by others."""

from tests.support.matrices import HEAD

MATRIX = (
    HEAD
    + """
roles:
  - {id: rehtori, name: rehtori}
  - {id: johtaja, name: johtaja}
  - {id: sihteeri, name: sihteeri}
scopes: [{id: lukio, name: Lukio}, {id: koulu, name: Koulu}]
letters: {A: {name: Vastaa, counts_as: accountable}, R: {name: Tekee, counts_as: responsible}}
levels:
  - id: t
    name: Esimerkkitaso
    units:
      - id: johto
        name: Johto
        leads: [rehtori]
        supports: [sihteeri]
        duties:
          - {id: J-1, text: Johdamme esimerkkiä., scopes: [lukio], cooperates: [sihteeri], counterparts: [M-1]}
          - {id: J-2, text: Teemme päätökset., assign: {sihteeri: R}}
      - {id: muu, name: Muut, duties: [{id: M-1, text: Autamme johtoa.}, {id: M-2, text: Teemme muuta.}]}
site_types: [{id: lukio, name: Esimerkkilukio, units: [johto], scopes: [lukio]}]
"""
)

"""A small matrix with a part of every kind, to be held against what becomes of it."""

BASE = """
contact: neuvonta
letters:
  R: {name: Tekee, counts_as: responsible}
  A: {name: Vastaa, counts_as: accountable}
  S: {name: Tukee, counts_as: support, accept: {look-alike-letters: Sovittu.}}
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
themes: [{id: tuki, name: Tuki}, {id: raha, name: Raha}]
roles:
  - {id: eeva, name: Eeva}
  - {id: olli, name: Olli, short: O}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva]
        supports: [olli]
        duties:
          - {id: Y-1, text: Teemme työtä joka päivä., counterparts: [K-1], theme: tuki, assign: {olli: "R, A (iso)"}}
          - {id: Y-2, text: Autamme muita yksiköitä., cooperates: [kaksi]}
          - {id: Y-3, text: Neuvomme kaikkia kysyjiä.}
      - {id: kaksi, name: Kaksi, duties: [{id: K-1, text: Teemme työtä.}, {id: K-2, text: Hankimme laitteita.}]}
  - {id: muu, name: Muu taso, units: []}
site_types: [{id: talo, name: Talo, units: [yksi, kaksi]}]
history: [{edition: "0", date: 2025-01-31}]
"""

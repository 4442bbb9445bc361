"""Pictures drawn from a study's data, as SVG text: the same study gives the same picture, and nothing in it is typed twice."""

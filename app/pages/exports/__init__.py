"""The programme for other programs and on paper. All of it is made of the document that is out."""

"""资质: who holds what a post asks for (certificate, honour, title, training, degree, shadowing), and who falls short."""

"""全市: the counties of a city together. One task per county; what leaves a county are sums, never a person."""

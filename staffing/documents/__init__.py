"""文书: documents from Word templates that the bureau edits: certificates, the personal file, and what other rooms hand over."""

"""入档与到岗: moves of the decision become dated records; arrival, assessment, end and return are kept beside them."""

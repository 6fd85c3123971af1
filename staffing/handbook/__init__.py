"""操作手册: the officer's handbook, served inside the application; each page's help link leads to its section."""

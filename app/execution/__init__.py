"""Operations run here. Executors are interchangeable: each is one function `execute(operation, variables, context)`."""

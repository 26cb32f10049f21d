"""Reading what comes from outside: a dossier, its values, a budgetplan; every fault at once, nothing guessed."""

"""Identity: accounts and secrets belong to no tenant; partners belong to one, and nobody reads them."""

WRITES = {
    "clients": "false",
}
UNREACHABLE = {
    "clients": "private: who the partners are and what they may ask is the gateway's own affair",
}

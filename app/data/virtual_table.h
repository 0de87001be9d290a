// The bridge by which SQLite reads a model::Table where it lies: one virtual-table module for all tables of an engine.
// Cells are handed over as SQLite's own kinds: time and boolean as integers, geometry as a small reference that leads
// back to the cell. Belongs to its engine's thread.
#pragma once

#include "data/bound_table.h"

struct sqlite3;

namespace onescreen::data {

// Registers the module "onescreen"; `registry` must outlive the connection. Then `CREATE VIRTUAL TABLE name USING
// onescreen` makes the registry's table of that name readable. Returns an SQLite result code.
int register_table_module(sqlite3* database, TableRegistry& registry);

}  // namespace onescreen::data

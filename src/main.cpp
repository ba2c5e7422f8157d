#include "app/commands.hpp"

int main(int argc, char** argv) { return muster::app::run_program(argc, argv); }

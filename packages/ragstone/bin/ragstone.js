#!/usr/bin/env node
import "../dist/cli/program/main.js";

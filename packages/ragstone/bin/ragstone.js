#!/usr/bin/env node
import "@ragstone/cli";

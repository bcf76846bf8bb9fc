/**
 * Networks in files: a model is NAME.safetensors with the weights and NAME.json with the card; the library of shipped models;
 * the authors' published PyTorch files.
 */
package org.relaxometry.bssfp.io.model;

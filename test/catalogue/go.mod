// Reads the NetworkPolicy specs from the sources of Kubernetes. It needs no module; go.sum pins the sources that it reads,
// one line for each minor version, and the go command refuses others.
module scs-networking.test/catalogue

go 1.26.0

// Prints what a directory with the sources of Kubernetes says of its NetworkPolicy specs, as JSON: their names as e2e.test
// lists them, in the order of the sources, the tags of the images that they use, and the most pods that one of them has.
//
// What it does not understand is an error. A name that is guessed, or a spec that is overlooked, would make a catalogue
// that requires too little.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("expected the directory of the sources of Kubernetes as only argument, found %d arguments", len(os.Args)-1))
	}
	facts, err := factsOf(os.Args[1])
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(facts); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

type sourceFacts struct {
	Names       []string `json:"names"`
	Agnhost     string   `json:"agnhost"`
	Pause       string   `json:"pause"`
	PodsPerSpec int      `json:"podsPerSpec"`
}

func factsOf(kubernetes string) (facts sourceFacts, err error) {
	files := token.NewFileSet()
	if facts.Names, err = specNames(kubernetes); err != nil {
		return
	}
	if facts.Agnhost, err = imageTag(files, kubernetes, "Agnhost"); err != nil {
		return
	}
	if facts.Pause, err = imageTag(files, kubernetes, "Pause"); err != nil {
		return
	}
	facts.PodsPerSpec, err = podsPerSpec(files, kubernetes)
	return
}

func specNames(kubernetes string) ([]string, error) {
	files := token.NewFileSet()
	e2e := filepath.Join(kubernetes, "test", "e2e")
	features, err := featureLabels(files, filepath.Join(e2e, "feature", "feature.go"))
	if err != nil {
		return nil, err
	}
	sig, err := sigText(files, filepath.Join(e2e, "network", "common", "framework.go"))
	if err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(e2e, "network", "netpol", "*.go"))
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	tree := specTree{files: files, features: features, sig: sig}
	for _, path := range paths {
		if err := tree.readFile(path); err != nil {
			return nil, err
		}
	}
	if len(tree.names) == 0 {
		return nil, fmt.Errorf("expected specs in %s, found none", e2e)
	}
	return tree.names, nil
}

// featureLabels are the texts of the labels in the package feature, by the names of their variables. Before 1.29 there
// was no such package: the tags were part of the names.
func featureLabels(files *token.FileSet, path string) (map[string]string, error) {
	labels := map[string]string{}
	file, err := parser.ParseFile(files, path, nil, 0)
	if os.IsNotExist(err) {
		return labels, nil
	}
	if err != nil {
		return nil, err
	}
	ast.Inspect(file, func(node ast.Node) bool {
		variable, ok := node.(*ast.ValueSpec)
		if !ok || len(variable.Names) != 1 || len(variable.Values) != 1 {
			return true
		}
		// framework.WithFeature(framework.ValidFeatures.Add("NetworkPolicy"))
		with, ok := variable.Values[0].(*ast.CallExpr)
		if !ok || functionName(with) != "framework.WithFeature" || len(with.Args) != 1 {
			return true
		}
		add, ok := with.Args[0].(*ast.CallExpr)
		if !ok || functionName(add) != "framework.ValidFeatures.Add" || len(add.Args) != 1 {
			return true
		}
		if text, ok := stringValue(add.Args[0]); ok {
			labels[variable.Names[0].Name] = "[Feature:" + text + "]"
		}
		return true
	})
	return labels, nil
}

// sigText is what common.SIGDescribe begins the name of a spec with.
func sigText(files *token.FileSet, path string) (string, error) {
	file, err := parser.ParseFile(files, path, nil, 0)
	if err != nil {
		return "", err
	}
	var found []string
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		switch functionName(call) {
		case "framework.SIGDescribe":
			if sig, ok := stringValue(call.Args[0]); ok {
				found = append(found, "[sig-"+sig+"]")
			}
		case "ginkgo.Describe":
			// Before 1.29: "[sig-network] "+text
			if sum, ok := call.Args[0].(*ast.BinaryExpr); ok && sum.Op == token.ADD {
				if prefix, ok := stringValue(sum.X); ok {
					found = append(found, strings.TrimSuffix(prefix, " "))
				}
			}
		}
		return true
	})
	if len(found) != 1 {
		return "", fmt.Errorf("expected one definition of SIGDescribe that is understood in %s, found %d", path, len(found))
	}
	return found[0], nil
}

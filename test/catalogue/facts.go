package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
)

// The pods of one spec before specs named the pods that they need: three namespaces of three pods.
const podsOfAllSpecs = 9

// imageTag is the tag of an image as test/utils/image/manifest.go has it, by the name of its constant:
// configs[Agnhost] = Config{list.PromoterE2eRegistry, "agnhost", "2.66.1"}
func imageTag(files *token.FileSet, kubernetes string, constant string) (string, error) {
	path := filepath.Join(kubernetes, "test", "utils", "image", "manifest.go")
	file, err := parser.ParseFile(files, path, nil, 0)
	if err != nil {
		return "", err
	}
	var found []string
	ast.Inspect(file, func(node ast.Node) bool {
		assignment, ok := node.(*ast.AssignStmt)
		if !ok || len(assignment.Lhs) != 1 || len(assignment.Rhs) != 1 {
			return true
		}
		index, ok := assignment.Lhs[0].(*ast.IndexExpr)
		if !ok || qualifiedName(index.X) != "configs" || qualifiedName(index.Index) != constant {
			return true
		}
		config, ok := assignment.Rhs[0].(*ast.CompositeLit)
		if !ok || len(config.Elts) != 3 {
			return true
		}
		if tag, ok := stringValue(config.Elts[2]); ok {
			found = append(found, tag)
		}
		return true
	})
	if len(found) != 1 {
		return "", fmt.Errorf("expected one tag of %s that is understood in %s, found %d", constant, path, len(found))
	}
	return found[0], nil
}

// podsPerSpec is the most pods that one spec asks for:
// initializeResources(ctx, f, protocols, ports, "x/a", "y/a")
func podsPerSpec(files *token.FileSet, kubernetes string) (int, error) {
	path := filepath.Join(kubernetes, "test", "e2e", "network", "netpol", "network_policy.go")
	file, err := parser.ParseFile(files, path, nil, 0)
	if err != nil {
		return 0, err
	}
	calls, most, unnamed := 0, 0, 0
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || functionName(call) != "initializeResources" {
			return true
		}
		calls++
		named := 0
		for _, argument := range call.Args {
			if _, ok := stringValue(argument); ok {
				named++
			}
		}
		if named == 0 {
			unnamed++
		}
		most = max(most, named)
		return true
	})
	switch {
	case calls == 0:
		return 0, fmt.Errorf("expected calls of initializeResources in %s, found none", path)
	case unnamed > 0 && most == 0:
		return podsOfAllSpecs, nil
	case unnamed > 0:
		return 0, fmt.Errorf("expected all calls of initializeResources in %s to name their pods or none, found %d of %d without", path, unnamed, calls)
	}
	return most, nil
}

package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// specTree collects the names of the specs of a tree of Ginkgo's containers.
type specTree struct {
	files    *token.FileSet
	features map[string]string
	sig      string
	names    []string
}

type nodeKind int

const (
	noNode nodeKind = iota
	container
	leaf
)

// kindOf tells the calls that make nodes of the tree. `f` is how the specs call their framework.Framework.
func kindOf(call *ast.CallExpr) nodeKind {
	switch functionName(call) {
	case "common.SIGDescribe", "ginkgo.Describe", "ginkgo.Context", "ginkgo.When",
		"framework.Describe", "framework.Context", "f.Describe", "f.Context":
		return container
	case "ginkgo.It", "framework.It", "f.It":
		return leaf
	}
	return noNode
}

// looksLikeNode is true of calls that may make a node, in whatever way.
func looksLikeNode(call *ast.CallExpr) bool {
	name := functionName(call)
	switch last := name[strings.LastIndex(name, ".")+1:]; strings.TrimLeft(last, "FPX") {
	case "SIGDescribe", "Describe", "Context", "When", "It", "Specify", "DescribeTable", "DescribeTableSubtree", "Entry", "ConformanceIt":
		return true
	}
	return false
}

func (tree *specTree) readFile(path string) error {
	file, err := parser.ParseFile(tree.files, path, nil, 0)
	if err != nil {
		return err
	}
	for _, declaration := range file.Decls {
		variables, ok := declaration.(*ast.GenDecl)
		if !ok || variables.Tok != token.VAR {
			if err := tree.refuseNodes(declaration); err != nil {
				return err
			}
			continue
		}
		for _, spec := range variables.Specs {
			for _, value := range spec.(*ast.ValueSpec).Values {
				if err := tree.readExpression(value, nil); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// readExpression reads a node of the tree if the expression makes one. `above`: the texts of the containers around it.
func (tree *specTree) readExpression(expression ast.Expr, above []string) error {
	call, ok := expression.(*ast.CallExpr)
	if !ok || kindOf(call) == noNode {
		return tree.refuseNodes(expression)
	}
	texts, body, err := tree.arguments(call)
	if err != nil {
		return err
	}
	texts = append(append([]string{}, above...), texts...)
	if kindOf(call) == leaf {
		// Some names of 1.28 end in a blank, which no reader of results keeps.
		tree.names = append(tree.names, strings.TrimSpace(strings.Join(texts, " ")))
		return tree.refuseNodes(body)
	}
	for _, statement := range body.List {
		var err error
		if expression, ok := statement.(*ast.ExprStmt); ok {
			err = tree.readExpression(expression.X, texts)
		} else {
			err = tree.refuseNodes(statement)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// arguments of a node: Ginkgo joins strings and labels in their order.
func (tree *specTree) arguments(call *ast.CallExpr) (texts []string, body *ast.BlockStmt, err error) {
	if functionName(call) == "common.SIGDescribe" {
		texts = append(texts, tree.sig)
	}
	for _, argument := range call.Args {
		switch argument := argument.(type) {
		case *ast.FuncLit:
			body = argument.Body
			continue
		case *ast.SelectorExpr:
			if label, ok := tree.features[argument.Sel.Name]; ok && qualifiedName(argument) == "feature."+argument.Sel.Name {
				texts = append(texts, label)
				continue
			}
		}
		text, ok := stringValue(argument)
		if !ok {
			return nil, nil, tree.misunderstood(argument, "an argument that is neither text nor a known label nor a function")
		}
		texts = append(texts, text)
	}
	if body == nil {
		return nil, nil, tree.misunderstood(call, "a node without a function")
	}
	return texts, body, nil
}

// refuseNodes is for code in which no node should be: it may run more than once, or not at all.
func (tree *specTree) refuseNodes(code ast.Node) error {
	var err error
	ast.Inspect(code, func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok && err == nil && looksLikeNode(call) {
			err = tree.misunderstood(call, functionName(call)+" in a place where it is not understood")
		}
		return err == nil
	})
	return err
}

func (tree *specTree) misunderstood(node ast.Node, found string) error {
	return fmt.Errorf("%s: expected a tree of specs as this program knows it, found %s; teach it", tree.files.Position(node.Pos()), found)
}

func functionName(call *ast.CallExpr) string {
	return qualifiedName(call.Fun)
}

// qualifiedName is empty for what is no name.
func qualifiedName(expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.Ident:
		return expression.Name
	case *ast.SelectorExpr:
		return qualifiedName(expression.X) + "." + expression.Sel.Name
	}
	return ""
}

func stringValue(expression ast.Expr) (string, bool) {
	literal, ok := expression.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	value, err := strconv.Unquote(literal.Value)
	return value, err == nil
}

/** What the editor is measured beside: the library as it comes, with as many of its own boxes. */
import "@xyflow/react/dist/style.css";
import { ReactFlow, useNodesState, type Edge, type Node } from "@xyflow/react";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";

function Plain(props: { readonly nodes: Node[]; readonly edges: Edge[] }) {
  const [nodes, setNodes, onNodesChange] = useNodesState(props.nodes);
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) =>
      setNodes((all) => all.map((node, at) => (at === 1 ? withMore(node, key) : node)));
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [setNodes]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={props.edges}
      onNodesChange={onNodesChange}
      panOnScroll
      minZoom={0.01}
      defaultViewport={{ x: 600, y: 40, zoom: 1 }}
    />
  );
}

function withMore(node: Node, key: string): Node {
  const label = `${String(node.data["label"])}${key}`;
  return { ...node, data: { label }, ariaLabel: label };
}

Object.assign(window, {
  show: (nodes: Node[], edges: Edge[]) => {
    const root = document.body.appendChild(document.createElement("div"));
    Object.assign(root.style, { position: "fixed", inset: "0" });
    createRoot(root).render(<Plain nodes={nodes} edges={edges} />);
  },
});
